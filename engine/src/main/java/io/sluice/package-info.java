/**
 * RDDs, as programs see them: {@link io.sluice.SluiceContext} makes {@link io.sluice.Rdd}s, whose transformations build a
 * lineage and whose actions hand it to an engine. Start at {@link io.sluice.Rdd}. The words that the whole product shares
 * (tuples, partitioners, storage levels, accumulators) are here too, and are all that lower packages use of this one. Names
 * are those of Spark's Java API without the {@code Java}.
 */
package io.sluice;
