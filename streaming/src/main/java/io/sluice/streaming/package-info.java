/**
 * DStreams, as programs see them: a {@link io.sluice.streaming.StreamingContext} makes streams from sources, whose
 * transformations build a static graph, and runs the graph's outputs once for each batch. Start at
 * {@link io.sluice.streaming.DStream}. Names are those of Spark's Java API without the {@code Java}. Below: {@code graph},
 * what streams are made of; {@code batch}, the cycle that plans and runs them; {@code source} and {@code receiver}, where
 * records come from; {@code event}, what listeners hear.
 */
package io.sluice.streaming;
