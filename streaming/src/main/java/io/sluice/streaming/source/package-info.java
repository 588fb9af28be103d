/**
 * Where a stream's records come from. A {@link io.sluice.streaming.source.StreamSource} says, once for each batch, what that
 * batch's input is, and can make an RDD that reads exactly that, any number of times. Start there; each other class is one
 * source.
 */
package io.sluice.streaming.source;
