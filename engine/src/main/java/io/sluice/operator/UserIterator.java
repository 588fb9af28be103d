package io.sluice.operator;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Iterator;

/** An iterator that a user's function returned: its code is the user's too, so what it throws is told in the same way. */
final class UserIterator<T> implements Iterator<T> {
    private final Iterator<? extends T> iterator;
    private final Step step;

    UserIterator(Iterator<? extends T> iterator, Step step) {
        this.iterator = present(iterator, step);
        this.step = step;
    }

    @Override
    public boolean hasNext() {
        return hasNext(iterator, step);
    }

    @Override
    public T next() {
        return next(iterator, step);
    }

    static boolean hasNext(Iterator<?> iterator, Step step) {
        try {
            return iterator.hasNext();
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }

    static <T> T next(Iterator<T> iterator, Step step) {
        try {
            return iterator.next();
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }

    static <I extends Iterator<?>> I present(I iterator, Step step) {
        if (iterator == null) {
            throw new StreamException(
                    ErrorCode.NULL_FROM_FUNCTION,
                    "The function of %s returned null instead of an iterator.".formatted(step.origin()),
                    "Return Collections.emptyIterator() when there is nothing to give.");
        }
        return iterator;
    }
}
