package io.sluice.operator;

import io.sluice.function.Function;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Iterator;

/** Records made of others, one for one, by a function of Sluice's own. */
record MappedRecords<T, U>(Records<T> in, Function<? super T, ? extends U> function) implements Records<U> {
    @Override
    public Iterator<U> iterator() throws Exception {
        Iterator<T> source = in.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public U next() {
                return call(source.next());
            }
        };
    }

    private U call(T record) {
        try {
            return function.call(record);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new UndeclaredThrowableException(checked);
        }
    }

    @Override
    public void forEach(Sink<? super U> sink) throws Exception {
        in.forEach(record -> sink.accept(function.call(record)));
    }
}
