package io.sluice.state.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class looked like when values of it were written.
 *
 * @param name the binary name of the class
 * @param parts in the order in which they are written: the components of a record, the fields of a bean, the constants of an
 *     enum; none of an opaque class
 */
public record ClassShape(String name, Kind kind, List<Part> parts) {
    /** How values of a class are written. */
    public enum Kind {
        /** By components. */
        RECORD(0),
        /** By fields; made with the constructor that has no parameters. */
        BEAN(1),
        /** By name of the constant. */
        ENUM(2),
        /** As Java serialization has it: what may be added or removed is up to the class. */
        OPAQUE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("there is no kind %d of class".formatted(code));
        }
    }

    /**
     * A named part of a value.
     *
     * @param type the declared type, without type arguments; empty for the constant of an enum
     */
    public record Part(String name, String type) {}

    public ClassShape {
        parts = List.copyOf(parts);
    }

    /** Writes it: kind, name, number of parts, and name and type of each. */
    public void write(StateOutput out) {
        out.putByte(kind.code);
        out.putString(name);
        out.putUnsigned(parts.size());
        for (Part part : parts) {
            out.putString(part.name());
            out.putString(part.type());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static ClassShape read(StateInput in) throws IOException {
        Kind kind = Kind.of(in.getByte());
        String name = in.getString();
        int count = in.getCount();
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(new Part(in.getString(), in.getString()));
        }
        return new ClassShape(name, kind, parts);
    }
}
