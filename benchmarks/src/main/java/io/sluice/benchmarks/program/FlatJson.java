package io.sluice.benchmarks.program;

/** Goes through the fields of a JSON object whose values are all texts. Confined to one thread. */
final class FlatJson {
    private final String text;
    private int at;
    private String name = "";
    private int valueFrom;
    private int valueUntil;

    FlatJson(String text) {
        this.text = text;
        expect('{');
    }

    /** Goes to the next field; false at the end of the object. */
    boolean next() {
        skipSpace();
        if (text.charAt(at) == '}') {
            return false;
        }
        if (text.charAt(at) == ',') {
            at++;
        }
        int from = beginText();
        int until = endText();
        name = text.substring(from, until);
        expect(':');
        valueFrom = beginText();
        valueUntil = endText();
        return true;
    }

    String name() {
        return name;
    }

    String value() {
        String raw = text.substring(valueFrom, valueUntil);
        return raw.indexOf('\\') < 0 ? raw : raw.translateEscapes();
    }

    private int beginText() {
        expect('"');
        return at;
    }

    private int endText() {
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at++;
    }

    private void expect(char wanted) {
        skipSpace();
        if (text.charAt(at) != wanted) {
            throw new IllegalArgumentException("'%s' expected at %d of %s".formatted(wanted, at, text));
        }
        at++;
    }

    private void skipSpace() {
        while (text.charAt(at) == ' ') {
            at++;
        }
    }
}
