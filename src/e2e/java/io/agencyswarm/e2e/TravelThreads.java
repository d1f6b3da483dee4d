package io.agencyswarm.e2e;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Request;
import io.agencyswarm.json.Json;

/** Threads of the agency travel, for the playground and other clients. */
public final class TravelThreads {

    private TravelThreads() {}

    /** Returns the thread in a request of the playground. */
    public static String of(Request sent) {
        return Json.readOwn(sent.postDataBuffer()).path("thread_id").asText();
    }

    /** Starts a run of another client in a free thread. */
    public static void beginRun(String thread, String message) {
        given().contentType("application/json")
                .body(Json.object()
                        .put("message", message)
                        .put("thread_id", thread)
                        .put("background", true)
                        .toString())
                .post("/travel/get_response")
                .then()
                .statusCode(202);
    }
}
