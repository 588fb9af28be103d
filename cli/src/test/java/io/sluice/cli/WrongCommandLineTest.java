package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongCommandLineTest {
    @TempDir
    Path empty;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                      | sluice: a command is missing, such as quickstart
            quikstart                               | there is no command 'quikstart'; did you mean quickstart?
            quickstart --second 3                   | there is no option --second; did you mean --seconds?
            quickstart --seconds                    | --seconds needs a value
            quickstart --seconds x                  | --seconds: a whole number from 1 to 1000000 is expected, not 'x'
            quickstart --rate 0                     | --rate: a whole number from 1 to 1000000 is expected, not '0'
            quickstart --connect localhost          | 'localhost' is no HOST:PORT, such as localhost:9999
            quickstart --connect localhost:http     | 'http' in 'localhost:http' is no port
            quickstart --connect localhost:70000    | '70000' in 'localhost:70000' is no port
            quickstart --connect a:1 --rate 5       | --input and --rate are for the quickstart's own
            quickstart --input /no/such/file        | --input: there is no file or directory '/no/such/file'
            quickstart                              | --input: there are no text files under
            quickstart now                          | 'now' is one word too many
            quickstart --conf sluice.master         | --conf takes KEY=VALUE
            run                                     | the program is missing: name a class, or one of the examples
            run no.such.Program                     | there is no class and no example 'no.such.Program'; did you mean
            run java.lang.String                    | java.lang.String is no program
            run java.lang.String --jar /no/such.jar | --jar: there is no file or directory '/no/such.jar'
            """)
    void aSentenceSaysWhatIsRight(String line, String sentence) {
        Shell.Result result = new Shell(empty).run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_COMMAND_LINE);
        assertThat(result.err())
                .contains(sentence)
                .contains("See ./sluice help")
                .doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }
}
