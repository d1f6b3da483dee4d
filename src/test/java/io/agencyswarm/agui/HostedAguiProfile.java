package io.agencyswarm.agui;

import io.agencyswarm.testing.HostedModel;
import java.util.List;
import java.util.Map;

/** The AG-UI build with a model whose provider runs tools, and with agencies that have such tools. */
public class HostedAguiProfile extends AguiProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("hosted-tests.agencies", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(HostedModel.class));
    }
}
