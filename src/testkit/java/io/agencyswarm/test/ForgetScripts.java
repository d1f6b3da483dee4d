package io.agencyswarm.test;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Resets the {@link ScriptedModel} before each test, so that tests do not share scripts or requests. */
public class ForgetScripts implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        Arc.container().instance(ScriptedModel.class).get().reset();
    }
}
