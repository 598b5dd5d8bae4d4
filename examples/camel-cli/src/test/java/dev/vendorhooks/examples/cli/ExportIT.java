package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportIT {

    /** What it needs is named on the command line. */
    @Test
    void exportsAProjectForCamelMain() throws Exception {
        Path folder = Example.folder("camel-main", "route.yaml");
        Files.writeString(folder.resolve("application.properties"), "glossi.secret={{env:GLOSSI_SECRET}}");
        Path project = built(folder, "camel-main", Example.COMPONENT, "--dep=camel:platform-http");
        int port = Example.freePort();

        try (Running main = Running.java(
                project,
                "-Dcamel.server.host=127.0.0.1",
                "-Dcamel.server.port=" + port,
                "-Dcamel.management.enabled=false",
                "-jar",
                "target/models-1.0.jar")) {
            Example.assertReceives(main, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    /** What it needs is named in the properties. */
    @Test
    void exportsAProjectForSpringBoot() throws Exception {
        Path folder = Example.folder("spring-boot", "route.yaml", "application.properties");
        Path project = built(folder, "spring-boot");
        int port = Example.freePort();

        try (Running boot = Running.java(
                project, "-Dserver.address=127.0.0.1", "-Dserver.port=" + port, "-jar", "target/models-1.0.jar")) {
            Example.assertReceives(boot, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    private static Path built(Path folder, String runtime, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("export", "route.yaml", "application.properties"));
        command.addAll(List.of("--runtime=" + runtime, "--gav=com.example:models:1.0"));
        command.addAll(List.of("--java-version=17", "--dir=project"));
        command.addAll(List.of(options));
        try (Running camel = Running.camel(folder, command.toArray(String[]::new))) {
            assertThat(camel.exitCode()).as(camel::output).isZero();
        }
        Path project = folder.resolve("project");
        assertThat(Files.readString(project.resolve("src/main/resources/application.properties")))
                .doesNotContain(Glossi.SECRET);
        try (Running mvn = Running.mvn(project, "package")) {
            assertThat(mvn.exitCode()).as(mvn::output).isZero();
        }
        return project;
    }
}
