package io.sluice.state;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Which state: a stateful operator of a program, by its checkpoint directory and name.
 *
 * @param checkpoint the checkpoint directory, as the program gave it
 * @param operator the name of the operator, unique in its program
 */
public record StateId(String checkpoint, String operator) implements Serializable {
    public StateId {
        requireNonNull(checkpoint, "checkpoint");
        requireNonNull(operator, "operator");
    }
}
