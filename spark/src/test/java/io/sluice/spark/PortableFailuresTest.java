package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import org.junit.jupiter.api.Test;

class PortableFailuresTest {
    /** Holds what Java cannot serialise, as exceptions of drivers and clients do. */
    static final class Odd extends RuntimeException {
        final Object connection = new Object();

        Odd(String message) {
            super(message);
        }

        Odd(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Can be written, and not read. */
    private static final class Unreadable extends RuntimeException {
        Unreadable() {
            super("unreadable");
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("never");
        }
    }

    private static Throwable travel(RuntimeException failure) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(PortableFailures.of(failure));
        return (Throwable) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    private static StreamException failure(Throwable cause) {
        return new StreamException(ErrorCode.OUTPUT_FAILED, "It fails.", "Mend it.", cause);
    }

    @Test
    void whatTravelsStaysAsItIs() {
        StreamException failure = failure(new IllegalStateException("why"));

        assertThat(PortableFailures.of(failure)).isSameAs(failure);
    }

    @Test
    void whatDoesNotTravelIsToldInItsWords_withItsLinesAndCauses() throws Exception {
        Odd odd = new Odd("my words", new IOException("below"));
        odd.addSuppressed(new Unreadable());

        StreamException arrived = (StreamException) travel(failure(odd));

        assertThat(arrived.code()).isEqualTo(ErrorCode.OUTPUT_FAILED);
        assertThat(arrived.problem()).isEqualTo("It fails.");
        assertThat(arrived.remedy()).isEqualTo("Mend it.");
        assertThat(arrived.getCause())
                .hasToString(Odd.class.getName() + ": my words")
                .hasMessage("my words");
        assertThat(arrived.getCause().getStackTrace()).isEqualTo(odd.getStackTrace());
        assertThat(arrived.getCause().getCause())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("below");
        assertThat(arrived.getCause().getSuppressed()[0]).hasToString(Unreadable.class.getName() + ": unreadable");
    }

    @Test
    void causesThatGoInCirclesEnd() throws Exception {
        Odd first = new Odd("first");
        Odd second = new Odd("second", first);
        first.initCause(second);

        Throwable arrived = travel(failure(first));

        assertThat(arrived.getCause()).hasMessage("first");
        assertThat(arrived.getCause().getCause()).hasMessage("second").hasNoCause();
    }
}
