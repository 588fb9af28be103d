package io.sluice.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of seconds or lines: whole, from 1 to a million. */
final class WholeNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1_000_000) {
            throw new TypeConversionException("a whole number from 1 to 1000000 is expected, not '%s'".formatted(text));
        }
        return Integer.valueOf(text);
    }
}
