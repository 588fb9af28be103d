package io.sluice.torture.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What will happen to a process and its disk. Its text has commas between its parts, and is part of the name of a checkpoint
 * directory: {@code torture:kill=PLAN_APPEND/AFTER/3,power:/tmp/checkpoint}. Immutable.
 *
 * @param kill where the process ends, if it does by itself
 * @param power whether its end is that of the machine: what was not forced is lost, or torn
 * @param fault what is wrong with the disk
 * @param unforced areas where forcing does nothing and says nothing
 * @param unlocked whether locks are given to everybody
 */
public record Script(Optional<Kill> kill, boolean power, Optional<Fault> fault, Set<Area> unforced, boolean unlocked) {
    private static final String SCHEME = "torture:";

    /** A disk that does what it is told. */
    public static final Script PEACE = new Script(Optional.empty(), false, Optional.empty(), Set.of(), false);

    public Script {
        unforced = Set.copyOf(unforced);
    }

    public static Script killing(Kill kill, boolean power) {
        return new Script(Optional.of(kill), power, Optional.empty(), Set.of(), false);
    }

    public static Script failing(Fault fault) {
        return new Script(Optional.empty(), false, Optional.of(fault), Set.of(), false);
    }

    public Script withoutForce(Area area) {
        return new Script(kill, power, fault, Set.of(area), unlocked);
    }

    public Script withoutLock() {
        return new Script(kill, power, fault, unforced, true);
    }

    /** The name of a directory on such a disk. */
    public String location(Object directory) {
        return SCHEME + this + ":" + directory;
    }

    static boolean isIn(String location) {
        return location.startsWith(SCHEME);
    }

    static Script in(String location) {
        String text = location.substring(SCHEME.length(), location.indexOf(':', SCHEME.length()));
        Optional<Kill> kill = Optional.empty();
        Optional<Fault> fault = Optional.empty();
        Set<Area> unforced = EnumSet.noneOf(Area.class);
        List<String> parts = Arrays.asList(text.split(",", -1));
        for (String part : parts) {
            String value = part.substring(part.indexOf('=') + 1);
            if (part.startsWith("kill=")) {
                kill = Optional.of(Kill.parse(value));
            } else if (part.startsWith("fault=")) {
                fault = Optional.of(Fault.parse(value));
            } else if (part.startsWith("unforced=")) {
                unforced.add(Area.valueOf(value));
            }
        }
        return new Script(kill, parts.contains("power"), fault, unforced, parts.contains("unlocked"));
    }

    static String directory(String location) {
        return location.substring(location.indexOf(':', SCHEME.length()) + 1);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        kill.ifPresent(at -> parts.add("kill=" + at));
        fault.ifPresent(what -> parts.add("fault=" + what));
        unforced.stream().sorted().forEach(area -> parts.add("unforced=" + area));
        if (power) {
            parts.add("power");
        }
        if (unlocked) {
            parts.add("unlocked");
        }
        return parts.stream().collect(Collectors.joining(","));
    }
}
