/**
 * What can go wrong, told so that a reader knows what to do about it.
 *
 * <p>Start at {@link io.sluice.error.StreamException}, the one unchecked exception Sluice throws for failures of
 * programs, data, machines and other systems; {@link io.sluice.error.ErrorCode} is the list of all of them, explained for
 * users in docs/errors.md. Used by every other package; uses none.
 */
package io.sluice.error;
