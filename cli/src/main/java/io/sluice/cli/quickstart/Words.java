package io.sluice.cli.quickstart;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Cuts lines into words: letters and digits in a row, in lower case. */
final class Words {
    private Words() {}

    static Iterator<String> in(String line) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < line.length(); at++) {
            boolean inWord = Character.isLetterOrDigit(line.charAt(at));
            if (inWord && start < 0) {
                start = at;
            } else if (!inWord && start >= 0) {
                words.add(line.substring(start, at).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        if (start >= 0) {
            words.add(line.substring(start).toLowerCase(Locale.ROOT));
        }
        return words.iterator();
    }
}
