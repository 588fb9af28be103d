package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Lines as the bytes that came; they become strings in the task. A line ends with a line feed, or a carriage return and a
 * line feed. Bytes that are no UTF-8 become U+FFFD.
 */
record TextBlock(BlockId id, List<Piece> pieces, long records, long bytes) implements Block<String> {
    /** Whole lines in a part of an array. */
    static final class Piece implements Serializable {
        private final byte[] bytes;
        private final int from;
        private final int until;

        Piece(byte[] bytes, int from, int until) {
            this.bytes = bytes;
            this.from = from;
            this.until = until;
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes, from, until - from);
        }

        /** This piece with what was received right behind it, if that is so. */
        Optional<Piece> followedBy(byte[] nextBytes, int nextFrom, int nextUntil) {
            return bytes == nextBytes && until == nextFrom
                    ? Optional.of(new Piece(bytes, from, nextUntil))
                    : Optional.empty();
        }
    }

    TextBlock {
        pieces = List.copyOf(pieces);
    }

    /** The bytes, piece by piece. */
    List<ByteBuffer> parts() {
        return pieces.stream().map(Piece::buffer).toList();
    }

    @Override
    public Records<String> read(TaskContext task) {
        return new Reading(this, task);
    }

    /** One pass over a block, which knows how far it is. */
    private static final class Reading implements Records<String> {
        private final Iterator<Piece> pieces;
        private byte[] bytes = {};
        private int next;
        private int until;
        private long line = -1;

        Reading(TextBlock block, TaskContext task) {
            pieces = block.pieces().iterator();
            task.readingFrom(() -> "line %d of %s".formatted(line, block.id()));
        }

        @Override
        public Iterator<String> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return next < until || nextPiece();
                }

                @Override
                public String next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return nextLine();
                }
            };
        }

        @Override
        public void forEach(Sink<? super String> sink) throws Exception {
            do {
                while (next < until) {
                    sink.accept(nextLine());
                }
            } while (nextPiece());
        }

        private String nextLine() {
            int start = next;
            int feed = LineEnds.next(bytes, start, until);
            int end = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
            next = feed + 1;
            line++;
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }

        private boolean nextPiece() {
            if (!pieces.hasNext()) {
                return false;
            }
            Piece piece = pieces.next();
            bytes = piece.bytes;
            next = piece.from;
            until = piece.until;
            return true;
        }
    }
}
