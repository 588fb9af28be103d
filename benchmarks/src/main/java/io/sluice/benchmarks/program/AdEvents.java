package io.sluice.benchmarks.program;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The events and ads of the Yahoo streaming benchmark: 1,000 ads in 100 campaigns; each ad is viewed, clicked and bought
 * equally often, ten events in each millisecond.
 */
public final class AdEvents {
    public static final int CAMPAIGNS = 100;
    private static final int ADS = 1_000;
    private static final int EVENTS_PER_MILLI = 10;
    private static final String[] TYPES = {"view", "click", "purchase"};
    private static final String[] AD_TYPES = {"banner", "modal", "sponsored-search", "mail", "mobile"};

    private AdEvents() {}

    /** An event, as one line of JSON. */
    public static byte[] json(long number) {
        return """
            {"user_id": "%s", "page_id": "%s", "ad_id": "%s", "ad_type": "%s", "event_type": "%s", "event_time": "%d", "ip_address": "1.2.3.4"}\
            """.formatted(
                        new UUID(1, number % 100_003),
                        new UUID(2, number % 10_007),
                        ad((int) (number / TYPES.length % ADS)),
                        AD_TYPES[(int) (number % AD_TYPES.length)],
                        TYPES[(int) (number % TYPES.length)],
                        number / EVENTS_PER_MILLI)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String ad(int number) {
        return new UUID(3, number).toString();
    }

    /** The campaign of each ad. */
    public static Map<String, Integer> campaigns() {
        Map<String, Integer> campaigns = new HashMap<>();
        for (int ad = 0; ad < ADS; ad++) {
            campaigns.put(ad(ad), ad % CAMPAIGNS);
        }
        return campaigns;
    }

    /** How many of the first events are views. */
    public static long views(long events) {
        return (events + TYPES.length - 1) / TYPES.length;
    }
}
