package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @Test
    void aNameAndAPort() {
        assertThat(HostPort.parse("example.org:9999")).isEqualTo(new HostPort("example.org", 9999));
    }

    @Test
    void anIpv6AddressIsInBrackets() {
        assertThat(HostPort.parse("[::1]:9999"))
                .isEqualTo(new HostPort("::1", 9999))
                .hasToString("[::1]:9999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9999", ":9999", "host", "host:", "host:0", "host:65536", "host:nine", "::1:9999", "host:-1"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
    }
}
