package io.sluice.operator;

/** Takes the records of one partition, one call each. Confined to the task that made it. */
@FunctionalInterface
public interface Sink<T> {
    void accept(T record) throws Exception;
}
