package io.sluice.streaming.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open block of text: whole lines, where they lie in the arrays they were received into. Thread-safe. */
final class OpenText implements OpenBlock<String> {
    private final List<TextBlock.Piece> pieces = new ArrayList<>();
    private long lines;
    private long bytes;

    /** Adds whole lines; the receiver does not write to that part of the array again. */
    synchronized void add(byte[] array, int from, int until, long count) {
        int last = pieces.size() - 1;
        Optional<TextBlock.Piece> longer =
                last < 0 ? Optional.empty() : pieces.get(last).followedBy(array, from, until);
        if (longer.isPresent()) {
            pieces.set(last, longer.get());
        } else {
            pieces.add(new TextBlock.Piece(array, from, until));
        }
        lines += count;
        bytes += until - from;
    }

    @Override
    public synchronized Optional<Block<String>> cut(BlockId id) {
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        Block<String> block = new TextBlock(id, pieces, lines, bytes);
        pieces.clear();
        lines = 0;
        bytes = 0;
        return Optional.of(block);
    }

    @Override
    public synchronized boolean isEmpty() {
        return pieces.isEmpty();
    }
}
