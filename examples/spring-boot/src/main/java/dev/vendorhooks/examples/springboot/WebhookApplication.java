package dev.vendorhooks.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Receives all five vendors on {@code /webhooks/<vendor>}. The starter on the class path is all it takes. */
@SpringBootApplication
public class WebhookApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WebhookApplication.class, arguments);
    }
}
