/**
 * What happens in a streaming context, told to listeners. Start at {@link io.sluice.streaming.event.StreamingListener}. Names
 * are those of Spark's listener API.
 */
package io.sluice.streaming.event;
