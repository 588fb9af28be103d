package io.sluice.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerializationPathTest {
    final String field = "a field of a test, which is not serializable";

    static final class Holder implements Serializable {
        final Map<String, List<Object>> content = new HashMap<>();
        final transient Object ignored = new Object();
    }

    @Test
    void leadsThroughMapsAndLists() {
        Holder holder = new Holder();
        holder.content.put("k", List.of(1, new Object()));

        assertThat(SerializationPath.toCulprit(holder)).hasValue("Holder.content[k][1]: java.lang.Object");
    }

    @Test
    void findsNothingWhereEverythingSerialises() {
        assertThat(SerializationPath.toCulprit(new Holder())).isEmpty();
    }

    @Test
    void aFunctionOfLocalValuesPasses() {
        String local = field;
        Function<String, String> function = text -> text + local;

        assertThatCode(() -> SerializationPath.checkClosure(function)).doesNotThrowAnyException();
    }

    @Test
    void aCapturedVariableThatDoesNotSerialiseIsNamed() {
        Object lock = new Object();
        Function<String, String> function = text -> text + lock;

        assertThatThrownBy(() -> SerializationPath.checkClosure(function))
                .isInstanceOfSatisfying(StreamException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CLOSURE_NOT_SERIALIZABLE);
                    assertThat(e.problem()).contains("SerializationPathTest → captured variable 1: java.lang.Object");
                });
    }

    @Test
    void theEnclosingObjectThatALambdaDragsAlongIsNamed() {
        Function<String, String> function = text -> text + field;

        assertThatThrownBy(() -> SerializationPath.checkClosure(function))
                .hasMessageContaining(
                        "the enclosing SerializationPathTest: io.sluice.serializer.SerializationPathTest");
    }

    @Test
    void theEnclosingObjectOfAnAnonymousClassIsNamed() {
        Function<String, String> function = new Function<>() {
            @Override
            public String call(String text) {
                return text + field;
            }
        };

        assertThatThrownBy(() -> SerializationPath.checkClosure(function))
                .hasMessageContaining(
                        "the enclosing SerializationPathTest: io.sluice.serializer.SerializationPathTest");
    }
}
