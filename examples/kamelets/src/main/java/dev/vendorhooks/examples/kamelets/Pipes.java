package dev.vendorhooks.examples.kamelets;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Runs the Pipes that the arguments name, such as {@code glossi-to-kafka}. */
public final class Pipes {

    private Pipes() {}

    public static void main(String[] names) throws Exception {
        if (names.length == 0) {
            System.err.println("Name the Pipes to run, for example: glossi-to-log kaedim-to-log");
            System.exit(1);
        }
        Main main = of(names);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                System.out.println("Running " + String.join(", ", names));
            }
        });
        main.run();
        System.exit(main.getExitCode());
    }

    /** The Pipes of these names, not started yet. */
    static Main of(String... names) {
        Main main = new Main();
        main.configure()
                .withRoutesIncludePattern(Arrays.stream(names)
                        .map(name -> "classpath:pipes/" + name + ".yaml")
                        .collect(Collectors.joining(",")));
        return main;
    }
}
