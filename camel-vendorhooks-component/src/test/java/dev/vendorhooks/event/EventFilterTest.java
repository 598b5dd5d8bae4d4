package dev.vendorhooks.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    @ParameterizedTest
    @CsvSource({
        "model.processed, model.processed, true",
        "model.processed, model.processed2, false",
        "model.processed, modelXprocessed, false",
        "model.*, model.failed, true",
        "model.*, job.failed, false",
        "asset.*, asset.attributes.updated, true",
        "asset.*.updated, asset.attributes.updated, true",
        "asset.*.updated, asset.updated, false",
        "asset.view*.updated, asset.viewer_settings.updated, true",
        "asset.view*.updated, asset.attributes.updated, false",
        "*.failed, job.failed, true",
        "*.failed, job.complete, false",
        "*, anything.at.all, true",
        "work_orders.updated, work-orders.updated, true",
        "'work orders.updated', workOrders.updated, true",
        "'a.b , c.d', c.d, true",
        "a(b.*, a(b.c, true",
        "\\E.*, x, false"
    })
    void routesTypesThatMatch(String types, String type, boolean routed) {
        assertThat(EventFilter.of(types).routes(type)).isEqualTo(routed);
    }

    @Test
    void routesTypesWithALineBreak() {
        assertThat(EventFilter.of("model.*").routes("model.a\nb")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void routesEverythingByDefault(String types) {
        assertThat(EventFilter.of(types).routes("model.processed")).isTrue();
        assertThat(EventFilter.of(null).routes("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*model.x", "mo*del", "a.**"})
    void refusesAWildcardWithinASegment(String types) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFilter.of(types))
                .withMessage("'" + types + "' has a * that does not end its segment");
    }

    @Test
    void namesTypesThatNobodySends() {
        assertThat(EventFilter.of("model.procesed,model.*,job.failed").unknown(Set.of("model.processed", "job.failed")))
                .containsExactly("model.procesed");
    }

    @Test
    void asksForKnownTypesInTheirOrderAndThenForNewerOnes() {
        List<String> known = List.of("model.processed", "job.failed", "model.failed");

        assertThat(EventFilter.of("scene.created,MODEL.*,scene.created,model.failed")
                        .names(known))
                .containsExactly("model.processed", "model.failed", "scene.created");
        assertThat(EventFilter.of("").names(known)).isEqualTo(known);
    }

    @Test
    void refusesToAskForAPatternThatMatchesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFilter.of("model.*,scene.*").names(List.of("model.processed", "job.failed")))
                .withMessage("option 'events': 'scene.*' matches none of the known types model.processed, job.failed");
    }
}
