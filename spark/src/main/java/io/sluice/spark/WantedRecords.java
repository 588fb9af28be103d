package io.sluice.spark;

import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.Iterator;
import org.apache.spark.TaskContext;

/** What operators give, for as long as the task is wanted: one record that they take may be many. */
final class WantedRecords<T> implements Records<T> {
    private final TaskContext spark;
    private final Records<T> records;

    WantedRecords(TaskContext spark, Records<T> records) {
        this.spark = spark;
        this.records = records;
    }

    @Override
    public Iterator<T> iterator() throws Exception {
        Iterator<T> source = records.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public T next() {
                SparkInternals.endIfUnwanted(spark);
                return source.next();
            }
        };
    }

    @Override
    public void forEach(Sink<? super T> sink) throws Exception {
        records.forEach(record -> {
            SparkInternals.endIfUnwanted(spark);
            sink.accept(record);
        });
    }
}
