package io.sluice.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class StreamExceptionTest {
    private final StreamException failure =
            new StreamException(ErrorCode.OUTPUT_EXISTS, "'out' exists.", "Remove it.", new IOException("why"));

    @Test
    void saysCodeProblemAndRemedyInOneLine() {
        assertThat(failure).hasMessage("OUTPUT_EXISTS: 'out' exists. Remedy: Remove it.");
    }

    @Test
    void keepsItsPartsForPrograms() {
        assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_EXISTS);
        assertThat(failure.problem()).isEqualTo("'out' exists.");
        assertThat(failure.remedy()).isEqualTo("Remove it.");
        assertThat(failure).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void travelsBetweenProcesses() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(failure);

        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat((StreamException) read).hasMessage(failure.getMessage());
        assertThat(((StreamException) read).code()).isEqualTo(failure.code());
    }

    @Test
    void aDefectAsksToBeReported() {
        assertThat(StreamException.internal("Table of 8 slots holds 9 keys.", null)
                        .remedy())
                .contains("please report it");
    }
}
