package io.sluice.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files to read, in the words Spark uses for it. Immutable.
 *
 * <ul>
 *   <li>a plain path, or a {@code file:} URI; a directory stands for the files directly in it;
 *   <li>patterns in any component: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]}, {@code {a,b/c}}; a backslash makes
 *       the next character an ordinary one;
 *   <li>several of these with commas between them. One that is named twice is read twice.
 * </ul>
 *
 * <p>Names that begin with {@code .} or {@code _} are hidden: a directory or a pattern does not give them, unless the
 * component of the pattern begins with that character itself; a plain path does. The files of each path are sorted.
 */
public final class PathPattern {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    private final List<String> patterns;

    private PathPattern(List<String> patterns) {
        this.patterns = patterns;
    }

    /**
     * Reads a pattern; looks at no file yet.
     *
     * @throws IllegalArgumentException if it is empty, has brackets that do not match, or is of another file system
     */
    public static PathPattern of(String paths) {
        List<String> patterns = new ArrayList<>();
        for (String path : Globs.splitAtCommas(paths)) {
            patterns.add(local(path.strip()));
        }
        patterns.forEach(Globs::parse);
        return new PathPattern(List.copyOf(patterns));
    }

    /** The one path that {@code path} names, plain or as {@code file:} URI; pattern characters mean themselves. */
    public static Path plainPath(String path) {
        String plain = path.startsWith("file:") ? Globs.unescape(local(path)) : local(path);
        return Path.of(plain).toAbsolutePath();
    }

    /** Whether a name begins with {@code .} or {@code _}, so that only a path which says so names it. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    /**
     * The files that match now.
     *
     * @throws io.sluice.error.StreamException {@code INPUT_NOT_FOUND} if a path does not exist or a pattern matches
     *     nothing, {@code INPUT_UNREADABLE} if a directory cannot be listed
     */
    public List<InputFile> files() {
        List<InputFile> files = new ArrayList<>();
        for (String pattern : patterns) {
            Collection<Path> matches = matches(pattern);
            if (matches.isEmpty()) {
                throw StorageErrors.notFound(
                        pattern,
                        "Check the path; relative ones start at '%s'."
                                .formatted(Path.of("").toAbsolutePath()));
            }
            for (Path match : matches) {
                addFiles(match, name -> !isHidden(name), true, files);
            }
        }
        return List.copyOf(files);
    }

    /**
     * The files that match now and whose name is accepted, hidden ones too; nothing at all if there are none. For a
     * directory that is watched, which may be missing for a while.
     */
    public List<InputFile> filesIfAny(Predicate<String> name) {
        List<InputFile> files = new ArrayList<>();
        for (String pattern : patterns) {
            for (Path match : matches(pattern)) {
                addFiles(match, name, false, files);
            }
        }
        return List.copyOf(files);
    }

    @Override
    public String toString() {
        return String.join(",", patterns);
    }

    /** What is left of a path without its {@code file:} scheme; a decoded character never becomes a pattern. */
    private static String local(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path must not be empty");
        }
        Matcher scheme = SCHEME.matcher(path);
        if (!scheme.matches()) {
            return path;
        }
        if (!scheme.group(1).toLowerCase(Locale.ROOT).equals("file")) {
            throw new IllegalArgumentException(
                    "'%s' is no local path: files are read from, and saved to, plain paths and file: URIs, not %s:"
                            .formatted(path, scheme.group(1)));
        }
        String rest = scheme.group(2);
        if (rest.startsWith("//")) {
            int root = rest.indexOf('/', 2);
            String host = root < 0 ? rest.substring(2) : rest.substring(2, root);
            if (root < 0 || !(host.isEmpty() || host.equals("localhost"))) {
                throw new IllegalArgumentException(
                        "'%s' must name a path on this machine, as in file:///data/in".formatted(path));
            }
            rest = rest.substring(root);
        }
        return Globs.decodePercents(rest, StandardCharsets.UTF_8);
    }

    private static Collection<Path> matches(String pattern) {
        Collection<Path> matches = new TreeSet<>();
        for (Globs.Glob glob : Globs.parse(pattern)) {
            Collection<Path> reached = List.of(glob.start().toAbsolutePath());
            for (Globs.Component component : glob.components()) {
                Collection<Path> next = new ArrayList<>();
                for (Path path : reached) {
                    if (component.isPlain()) {
                        next.add(path.resolve(component.plain()));
                    } else {
                        names(path).stream().filter(component::matches).forEach(name -> next.add(path.resolve(name)));
                    }
                }
                reached = next;
            }
            // a dangling link stays in, so that it is reported and not passed over
            reached.stream()
                    .filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS))
                    .forEach(matches::add);
        }
        return matches;
    }

    private static void addFiles(Path match, Predicate<String> name, boolean strict, List<InputFile> files) {
        BasicFileAttributes attributes = attributes(match);
        if (attributes == null) {
            return;
        }
        if (attributes.isRegularFile()) {
            files.add(file(match, attributes));
        } else if (attributes.isDirectory()) {
            addFilesIn(match, name, strict, files);
        } else if (strict) {
            throw StorageErrors.noFile(match);
        }
    }

    private static void addFilesIn(Path directory, Predicate<String> name, boolean strict, List<InputFile> files) {
        int before = files.size();
        boolean directories = false;
        for (String child : new TreeSet<>(names(directory))) {
            if (name.test(child)) {
                Path path = directory.resolve(child);
                BasicFileAttributes attributes = attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    files.add(file(path, attributes));
                }
                directories |= attributes != null && attributes.isDirectory();
            }
        }
        if (strict && directories && files.size() == before) {
            throw StorageErrors.onlyDirectories(directory);
        }
    }

    private static InputFile file(Path path, BasicFileAttributes attributes) {
        return new InputFile(
                path.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /** The names in a directory; none if it is no directory, or gone. */
    private static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                names.add(child.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw StorageErrors.reading(directory.toString(), e.getCause());
        } catch (IOException e) {
            throw StorageErrors.reading(directory.toString(), e);
        }
        return names;
    }

    /** Null if the file was removed after its name was read. A link to nowhere is an error. */
    private static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw StorageErrors.reading(path.toString(), e);
            }
            return null;
        } catch (IOException e) {
            throw StorageErrors.reading(path.toString(), e);
        }
    }
}
