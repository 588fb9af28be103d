package io.sluice.streaming.kafka.direct;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which topic partitions a stream reads. */
public sealed interface TopicChoice {
    /** As errors and listeners name it. */
    String words();

    /** All partitions of these topics, also of those that do not exist yet. */
    record Named(Set<String> topics) implements TopicChoice {
        public Named {
            topics = Set.copyOf(topics);
        }

        @Override
        public String words() {
            return String.join(",", new TreeSet<>(topics));
        }
    }

    /** All partitions of all topics whose whole name matches. */
    record Matching(Pattern pattern) implements TopicChoice {
        @Override
        public String words() {
            return pattern.pattern();
        }

        Set<String> among(Set<String> names) {
            return names.stream()
                    .filter(name -> pattern.matcher(name).matches())
                    .collect(Collectors.toSet());
        }
    }

    /** These and no others. */
    record Fixed(Set<TopicPartition> partitions) implements TopicChoice {
        public Fixed {
            partitions = Set.copyOf(partitions);
        }

        @Override
        public String words() {
            return partitions.stream().map(TopicPartition::toString).sorted().collect(Collectors.joining(","));
        }
    }

    /** What the consumer that the program made is assigned at the time. */
    record AsAssigned() implements TopicChoice {
        @Override
        public String words() {
            return "as its consumer is assigned";
        }
    }
}
