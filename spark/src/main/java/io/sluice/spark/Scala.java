package io.sluice.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What Spark's Scala interfaces want to be handed. */
final class Scala {
    private Scala() {}

    /** Records are objects of any class. */
    @SuppressWarnings("unchecked") // a tag is asked for the class of arrays only, and those hold any object
    static <T> ClassTag<T> tag() {
        return (ClassTag<T>) ClassTag$.MODULE$.apply(Object.class);
    }

    static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    static <K, V> scala.collection.immutable.Map<K, V> map(Map<K, V> map) {
        return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(map));
    }

    static <T> scala.collection.Iterator<T> iterator(Iterator<T> records) {
        return CollectionConverters.asScala(records);
    }

    static <T> Iterator<T> iterator(scala.collection.Iterator<T> records) {
        return CollectionConverters.asJava(records);
    }
}
