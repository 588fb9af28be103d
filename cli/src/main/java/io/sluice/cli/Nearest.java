package io.sluice.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody who mistyped may have meant. */
final class Nearest {
    private Nearest() {}

    /** The one of {@code known}, which is not empty, that takes the fewest changes of letters to get to. */
    static String to(String typed, Collection<String> known) {
        return ranked(typed, known).get(0);
    }

    /** All known ones, nearest first. */
    static List<String> ranked(String typed, Collection<String> known) {
        String word = typed.toLowerCase(Locale.ROOT);
        return known.stream()
                .sorted(Comparator.comparingInt(each -> distance(word, each.toLowerCase(Locale.ROOT))))
                .toList();
    }

    /** How many letters must be put in, taken out or changed (Levenshtein 1966); what begins alike counts as near. */
    private static int distance(String typed, String known) {
        if (known.startsWith(typed)) {
            return 0;
        }
        int[] row = new int[known.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= typed.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (typed.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[known.length()];
    }
}
