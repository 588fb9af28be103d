package io.sluice.streaming.kafka;

/**
 * What the RDDs of a direct stream are besides: cast the RDD that {@code foreachRDD} or {@code transform} gives, if they are
 * called on the stream itself; whatever was made of such an RDD does not know its offsets any more.
 */
public interface HasOffsetRanges {
    /** The range of each of the RDD's partitions, in their order. */
    OffsetRange[] offsetRanges();
}
