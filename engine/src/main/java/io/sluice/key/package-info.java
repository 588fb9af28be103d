/** What tells keys apart without going to them, for all who keep tables of keys. Start at {@link io.sluice.key.KeyDigest}. */
package io.sluice.key;
