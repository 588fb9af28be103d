/**
 * How keys and values of state are written so that a later version of the program can read them: by the names of classes and
 * fields, not by their layout. Used by the state stores.
 */
package io.sluice.state.codec;
