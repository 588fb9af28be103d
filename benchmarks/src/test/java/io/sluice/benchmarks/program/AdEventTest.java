package io.sluice.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdEventTest {
    private static AdEvent parsed(String json) {
        return AdEvent.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsAreFoundInAnyOrderAndWithAnySpace() {
        assertThat(parsed("{ \"event_time\":\"17\" , \"other\" : \"x\",\"event_type\":\"view\",\"ad_id\":\"a\"}"))
                .isEqualTo(new AdEvent("a", "view", 17));
    }

    @Test
    void quotesInATextDoNotEndIt() {
        assertThat(parsed("{\"ad_id\":\"say \\\"a\\\"\",\"event_type\":\"x\",\"event_time\":\"0\"}")
                        .ad())
                .isEqualTo("say \"a\"");
    }

    @Test
    void whatIsNoObjectOfTexts_isRefused() {
        assertThatThrownBy(() -> parsed("{\"ad_id\": 7}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at 10");
    }

    @Test
    void anEventThatIsWritten_isReadAsItWas() {
        AdEvent event = AdEvent.parse(AdEvents.json(123_456));

        assertThat(event.time()).isEqualTo(12_345);
        assertThat(event.isView()).isTrue();
        assertThat(AdEvents.campaigns()).containsKey(event.ad());
    }

    @Test
    void aThirdOfTheEventsAreViews() {
        for (long events = 1; events < 20; events++) {
            long views = 0;
            for (long number = 0; number < events; number++) {
                views += AdEvent.parse(AdEvents.json(number)).isView() ? 1 : 0;
            }
            assertThat(AdEvents.views(events)).isEqualTo(views);
        }
    }
}
