/**
 * What the program under torture is given, and whether it made of it what it should: {@link io.sluice.torture.feed.Feeder}
 * sends and remembers, {@link io.sluice.torture.feed.Checker} compares. Neither uses anything of Sluice.
 */
package io.sluice.torture.feed;
