package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CLI as a user has it: a process of its own that downloads the plugin, from a repository of this build. */
class VendorhookPluginIT {

    static final String VENDORS = "camel vendorhook vendors";

    private static final String VERSION = System.getProperty("plugin.version");
    private static final String SECRET = "canary-5ecret";

    // printf %s '{}' | openssl dgst -sha256 -hmac canary-5ecret
    private static final String SIGNED =
            "-H 'X-Glossi-Signature: fb983621b5e7e72d80d1f18b42ed6d329feacad339f6adeb2d826bf659dfdc0c'";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path REPOSITORY = TARGET.resolve("repository");

    /** What a user has only after the plugin is downloaded, and what of the tests would hide that it is missing. */
    private static final List<String> NOT_OF_THE_CLI = List.of(
            "/vendorhooks/",
            "camel-vendorhooks",
            "camel-jbang-plugin",
            "httpclient5",
            "httpcore5",
            "camel-platform-http",
            "camel-jackson",
            "camel-test",
            "junit");

    @TempDir
    private Path home;

    @BeforeEach
    void deployThePlugin() throws IOException {
        String artifact = "camel-jbang-plugin-vendorhook";
        Path folder = Files.createDirectories(
                REPOSITORY.resolve("dev/vendorhooks").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(TARGET.resolve(name + ".jar"), folder.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of("pom.xml"), folder.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The local repository of this build stands for Maven Central, as it has all that the plugin needs. */
    @BeforeEach
    void mirrorMavenCentral() throws IOException {
        Path settings = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>"
                        + Path.of(System.getProperty("maven.repository")).toUri()
                        + "</url></mirror></mirrors></settings>");
    }

    @BeforeEach
    void copyTheMain() throws IOException {
        String file = CamelCli.class.getName().replace('.', '/') + ".class";
        Path copy = home.resolve("cli").resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(TARGET.resolve("test-classes").resolve(file), copy);
    }

    @Test
    void isAddedAndCalledByTheCli() throws Exception {
        assertThat(camel("config", "set", "repos=" + REPOSITORY.toUri()).exitCode())
                .isZero();
        Result added = camel(
                "plugin",
                "add",
                "vendorhook",
                "--command=vendorhook",
                "--gav=dev.vendorhooks:camel-jbang-plugin-vendorhook:" + VERSION,
                "--first-version=4.17.0");
        assertThat(added.exitCode()).as(added.err()).isZero();

        Result vendors = camel("vendorhook", "vendors");
        assertThat(vendors.exitCode()).as(vendors.err()).isZero();
        // after what the CLI logs of its download
        assertThat(vendors.lines().stream()
                        .dropWhile(line -> !line.startsWith(" VENDOR "))
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n")))
                .isEqualTo(shown(VENDORS));

        Result signed = camel("vendorhook", "sign", "glossi", "-", "--secret-env", "GLOSSI");
        assertThat(signed.lines()).last().isEqualTo(SIGNED);

        Result refused = camel("vendorhook", "sing", "--secret", SECRET);
        assertThat(refused.err())
                .contains("Unknown arguments: 3, not shown as they may hold a secret.")
                .doesNotContain(SECRET);
        assertThat(refused.exitCode()).isEqualTo(2);
    }

    private static String shown(String command) throws IOException {
        String page = Files.readString(CommandsPageTest.PAGE);
        int start = page.indexOf("```text\n", page.indexOf(command + "\n```")) + "```text\n".length();
        return page.substring(start, page.indexOf("\n```", start));
    }

    private Result camel(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it lives for seconds
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-cp",
                classPath(),
                CamelCli.class.getName()));
        command.addAll(Arrays.asList(args));
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(Files.writeString(home.resolve("in.txt"), "{}").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("GLOSSI", SECRET);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(Files.readString(err))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !entry.startsWith(TARGET.toString()))
                .filter(entry -> NOT_OF_THE_CLI.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator, home.resolve("cli") + File.pathSeparator, ""));
    }
}
