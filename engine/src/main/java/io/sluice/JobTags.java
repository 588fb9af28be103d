package io.sluice;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tags of jobs, written as one property with commas between them. */
final class JobTags {
    private JobTags() {}

    /** The tags of a property, which may be null. */
    static Set<String> of(String property) {
        return property == null || property.isEmpty() ? Set.of() : Set.of(property.split(","));
    }

    static String with(String property, String tag) {
        check(tag);
        Set<String> tags = new LinkedHashSet<>(of(property));
        tags.add(tag);
        return String.join(",", tags);
    }

    /** Null if no tag is left. */
    static String without(String property, String tag) {
        check(tag);
        Set<String> tags = new LinkedHashSet<>(of(property));
        tags.remove(tag);
        return tags.isEmpty() ? null : String.join(",", tags);
    }

    static void check(String tag) {
        if (tag == null || tag.isEmpty() || tag.contains(",")) {
            throw new IllegalArgumentException("a job tag must be some text without a comma, got '%s'".formatted(tag));
        }
    }
}
