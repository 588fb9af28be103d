package io.sluice.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Harm done to a log's files while nobody uses them. Knows their format from the specification of the segment log: a header
 * of magic, version (int), number (long), check (int), and frames of length (int), check of the place (int), check of the
 * content (int), content. Stateless.
 */
final class Damage {
    private static final int HEADER_BYTES = 20;
    private static final int VERSION_AT = 4;
    private static final int HEADER_CHECK_AT = 16;
    private static final int FRAME_BYTES = 12;
    private static final int CONTENT_CHECK_AT = 8;
    private static final int NEWER = 99;

    private Damage() {}

    /** All segments below a directory, in the order of their paths. */
    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    /** Where the frames of a segment begin; the last one may be torn. */
    static List<Integer> frames(Path segment) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
        List<Integer> frames = new ArrayList<>();
        for (int at = HEADER_BYTES; at + FRAME_BYTES < bytes.limit(); at += FRAME_BYTES + bytes.getInt(at)) {
            frames.add(at);
        }
        return frames;
    }

    /** The segment below a directory that has the most frames. */
    static Path longest(Path directory) throws IOException {
        Path longest = null;
        int most = -1;
        for (Path segment : segments(directory)) {
            int frames = frames(segment).size();
            if (frames > most) {
                most = frames;
                longest = segment;
            }
        }
        return longest;
    }

    /** Flips a bit in the middle of the content of a frame. */
    static void flip(Path segment, int frame) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int length = ByteBuffer.wrap(bytes).getInt(frame);
        bytes[frame + FRAME_BYTES + length / 2] ^= 1;
        Files.write(segment, bytes);
    }

    /** Flips bits of a frame's content, and has its checksum say that it is right: as if nobody looked at checksums. */
    static void flipUnseen(Path segment, int frame, int... places) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int length = ByteBuffer.wrap(bytes).getInt(frame);
        for (int place : places) {
            bytes[frame + FRAME_BYTES + Math.floorMod(place, length)] ^= 1;
        }
        ByteBuffer.wrap(bytes).putInt(frame + CONTENT_CHECK_AT, check(bytes, frame + FRAME_BYTES, length));
        Files.write(segment, bytes);
    }

    /** Makes a segment one of a later version of the format. */
    static void makeNewer(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        ByteBuffer.wrap(bytes)
                .putInt(VERSION_AT, NEWER)
                .putInt(HEADER_CHECK_AT, check(newer(bytes), 0, HEADER_CHECK_AT));
        Files.write(segment, bytes);
    }

    private static byte[] newer(byte[] bytes) {
        byte[] header = bytes.clone();
        ByteBuffer.wrap(header).putInt(VERSION_AT, NEWER);
        return header;
    }

    /** Takes away the second half of a file. */
    static void cut(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static int check(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
