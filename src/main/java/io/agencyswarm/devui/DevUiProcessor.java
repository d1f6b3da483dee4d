package io.agencyswarm.devui;

import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.devui.spi.page.MenuPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Puts the page into the menu of Quarkus's Dev UI. {@code META-INF/quarkus-build-steps.list} names it, which makes it a
 * build step of each application with this jar. Nothing else may refer to it: what it uses is there at build time
 * alone.
 */
public class DevUiProcessor {

    /**
     * Menu entries of what is no Quarkus extension are not shown: this one goes with an extension that this jar needs.
     */
    private static final String EXTENSION = "quarkus-vertx";

    private static final String LIT_HTML = "META-INF/maven/org.mvnpm/lit-html/pom.properties";

    /** Before the application starts: what it registers is asked when the start fails. */
    @BuildStep(onlyIf = IsDevelopment.class)
    @Produce(ServiceStartBuildItem.class)
    void failedStart() {
        FailedStart.register();
    }

    /**
     * The menu entry; none where the page is not there either: in dev mode without the profile {@code dev}, and without
     * the web jar of its templates.
     */
    @BuildStep(onlyIf = IsDevelopment.class)
    @Nullable
    MenuPageBuildItem page() {
        Config config = ConfigProvider.getConfig();
        if (!ConfigUtils.isProfileActive("dev") || !QuarkusClassLoader.isResourcePresentAtRuntime(LIT_HTML)) {
            return null;
        }
        return new MenuPageBuildItem(
                EXTENSION,
                Page.externalPageBuilder("Agencies")
                        .icon("font-awesome-solid:people-group")
                        .namespaceLabel("Agency Swarm")
                        .url(Addresses.below(config, DevRoutes.PAGE))
                        .isHtmlContent());
    }
}
