package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** A source's records, opened when they are first asked for; looks now and then whether the job is still wanted. */
final class CheckedRecords<T> implements Records<T> {
    /** One less than a power of two: how many records pass between two looks. */
    private static final int BETWEEN_LOOKS = 1023;

    private final TaskContext task;
    private final Callable<Records<T>> opener;

    CheckedRecords(TaskContext task, Callable<Records<T>> opener) {
        this.task = task;
        this.opener = opener;
    }

    @Override
    public Iterator<T> iterator() throws Exception {
        Iterator<T> source = opener.call().iterator();
        return new Iterator<>() {
            private int seen;

            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public T next() {
                look(++seen);
                return source.next();
            }
        };
    }

    @Override
    public void forEach(Sink<? super T> sink) throws Exception {
        opener.call().forEach(new Sink<>() {
            private int seen;

            @Override
            public void accept(T record) throws Exception {
                look(++seen);
                sink.accept(record);
            }
        });
    }

    private void look(int seen) {
        if ((seen & BETWEEN_LOOKS) == 0 && task.isInterrupted()) {
            throw new CancellationException("the job is not wanted any more");
        }
    }
}
