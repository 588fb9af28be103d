package io.sluice.spark;

import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import java.io.Serializable;

/** An operator, and the call of the program that it is for. */
record Link<T, U>(Operator<T, U> operator, Origin origin) implements Serializable {
    Records<U> apply(int partition, TaskScope scope, Records<T> in) {
        return operator.apply(new Step(partition, origin, scope.task()), in);
    }
}
