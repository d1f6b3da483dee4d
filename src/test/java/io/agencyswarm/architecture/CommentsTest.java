package io.agencyswarm.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The lines of comments are not longer than the formatter's lines. The formatter itself does not wrap comments. SQL is
 * not checked, because a migration that has been applied must not change.
 */
class CommentsTest {

    private static final int MAX_LENGTH = 120;

    private static final Pattern FILE = Pattern.compile(".*\\.(?:java|js|css|properties|yaml)");
    private static final Pattern COMMENT = Pattern.compile("\\s*(?://|/\\*|\\*).*");
    private static final Pattern COMMENT_AFTER_HASH = Pattern.compile("\\s*#.*");

    @Test
    void comments_inLines_fitTheWidthOfTheCode() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int comments = 0;
        for (String sources : List.of("src/main", "src/testkit", "src/bench")) {
            for (Path file : files(sources)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (isComment(file, lines.get(i))) {
                        comments++;
                        if (lines.get(i).length() > MAX_LENGTH) {
                            tooLong.add(file + ":" + (i + 1));
                        }
                    }
                }
            }
        }

        assertThat(comments).isGreaterThan(5_000);
        assertThat(tooLong).isEmpty();
    }

    private static boolean isComment(Path file, String line) {
        boolean isHash =
                file.toString().endsWith(".properties") || file.toString().endsWith(".yaml");
        return (isHash ? COMMENT_AFTER_HASH : COMMENT).matcher(line).matches();
    }

    private static List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> FILE.matcher(file.toString()).matches()).toList();
        }
    }
}
