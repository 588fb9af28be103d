package io.sluice.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Reads path patterns: commas, alternatives in braces, then one matcher for each component of a path. */
final class Globs {
    private static final String SPECIAL = "*?[]{},\\";

    private Globs() {}

    /** A path to start from, and what its components below must look like. */
    record Glob(Path start, List<Component> components) {}

    /** One component: a name as it is, or a pattern that names must match. */
    record Component(String plain, PathMatcher matcher, boolean showsHidden) {
        boolean isPlain() {
            return matcher == null;
        }

        boolean matches(String name) {
            return (showsHidden || !PathPattern.isHidden(name)) && matcher.matches(Path.of(name));
        }
    }

    /** Cuts at the commas that are neither escaped nor inside brackets. */
    static List<String> splitAtCommas(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ',' -> {
                    if (depth <= 0) {
                        parts.add(text.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The globs of one pattern: as many as its braces have alternatives. */
    static List<Glob> parse(String pattern) {
        List<Glob> globs = new ArrayList<>();
        for (String alternative : expandBraces(pattern)) {
            globs.add(new Glob(Path.of(alternative.startsWith("/") ? "/" : ""), components(alternative, pattern)));
        }
        return globs;
    }

    static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
        }
        return plain.toString();
    }

    /** Decodes {@code %20} and its like as in a URI; a decoded character is escaped, so that it is no pattern. */
    static String decodePercents(String text, Charset charset) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (; isPercentCode(text, i); i += 3) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
            }
            if (bytes.size() == 0) {
                decoded.append(text.charAt(i++));
            } else {
                for (char c : bytes.toString(charset).toCharArray()) {
                    decoded.append(SPECIAL.indexOf(c) < 0 ? "" : "\\").append(c);
                }
            }
        }
        return decoded.toString();
    }

    private static boolean isPercentCode(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /** {@code a{b,c/d}e} is {@code abe} and {@code ac/de}; braces may be nested. */
    private static List<String> expandBraces(String text) {
        int open = indexOfUnescaped(text, '{', 0);
        if (open < 0) {
            return List.of(text);
        }
        int close = closingBrace(text, open);
        List<String> expanded = new ArrayList<>();
        for (String alternative : splitAtCommas(text.substring(open + 1, close))) {
            expanded.addAll(expandBraces(text.substring(0, open) + alternative + text.substring(close + 1)));
        }
        return expanded;
    }

    private static int closingBrace(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("path pattern '%s' has a '{' without its '}'".formatted(text));
    }

    private static int indexOfUnescaped(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static List<Component> components(String path, String pattern) {
        List<Component> components = new ArrayList<>();
        for (String text : path.split("/", -1)) {
            if (!text.isEmpty() && !text.equals(".")) {
                components.add(component(text, pattern));
            }
        }
        return components;
    }

    private static Component component(String text, String pattern) {
        boolean plain = indexOfUnescaped(text, '*', 0) < 0
                && indexOfUnescaped(text, '?', 0) < 0
                && indexOfUnescaped(text, '[', 0) < 0;
        if (plain) {
            return new Component(unescape(text), null, true);
        }
        try {
            // Java writes [!a] where Hadoop writes [^a]
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text.replace("[^", "[!"));
            return new Component(text, matcher, PathPattern.isHidden(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "path pattern '%s' cannot be read: %s".formatted(pattern, e.getDescription()), e);
        }
    }
}
