package io.sluice.benchmarks.program;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * What the benchmark needs of an event.
 *
 * @param time milliseconds
 */
public record AdEvent(String ad, String type, long time) implements Serializable {
    /** Reads an object of JSON whose fields are texts, in any order. */
    public static AdEvent parse(byte[] json) {
        FlatJson fields = new FlatJson(new String(json, StandardCharsets.UTF_8));
        String ad = "";
        String type = "";
        long time = 0;
        while (fields.next()) {
            switch (fields.name()) {
                case "ad_id" -> ad = fields.value();
                case "event_type" -> type = fields.value();
                case "event_time" -> time = Long.parseLong(fields.value());
                default -> {
                    // not needed here
                }
            }
        }
        return new AdEvent(ad, type, time);
    }

    public boolean isView() {
        return type.equals("view");
    }
}
