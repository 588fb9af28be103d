package io.sluice.spark.hadoop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A part of a file, kept as a file by itself where files cannot grow. The part at the beginning has the file's own name, and
 * one further on {@code NAME.from-OFFSET}, with 16 digits. A file that has no part at the beginning is not there, whatever is
 * left of the others. Immutable.
 *
 * @param length as the directory says, which may be less than what was forced while the file is written
 */
record Piece(Path path, long offset, long length) {
    private static final Pattern LATER = Pattern.compile("(.*)\\.from-(\\d{16})");

    long end() {
        return offset + length;
    }

    /** The name of a part of a file. */
    static Path path(Path file, long offset) {
        return offset == 0 ? file : file.suffix(".from-%016d".formatted(offset));
    }

    /** Whether a name is that of a part that does not begin a file. */
    static boolean isLater(String name) {
        return LATER.matcher(name).matches();
    }

    /** The parts of a file among what is in its directory, in their order. */
    static List<Piece> of(Path file, List<FileStatus> siblings) {
        List<Piece> pieces = new ArrayList<>();
        for (FileStatus sibling : siblings) {
            String name = sibling.getPath().getName();
            Matcher later = LATER.matcher(name);
            if (name.equals(file.getName())) {
                pieces.add(new Piece(file, 0, sibling.getLen()));
            } else if (later.matches() && later.group(1).equals(file.getName())) {
                long offset = Long.parseLong(later.group(2));
                pieces.add(new Piece(path(file, offset), offset, sibling.getLen()));
            }
        }
        pieces.sort(Comparator.comparingLong(Piece::offset));
        return pieces;
    }
}
