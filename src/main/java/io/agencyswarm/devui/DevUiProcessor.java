package io.agencyswarm.devui;

import io.agencyswarm.optional.OptionalLibrary;
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
 * Adds the page to the menu of Quarkus's Dev UI. {@code META-INF/quarkus-build-steps.list} names this class, so it runs
 * when an application with this jar is built. No other class may refer to it, because its dependencies exist only at
 * build time.
 */
public class DevUiProcessor {

    /**
     * The extension of the menu entry. Entries without an extension are not shown, so this is one that this jar depends
     * on.
     */
    private static final String EXTENSION = "quarkus-vertx";

    /** Before the application starts: what it registers is asked when the start fails. */
    @BuildStep(onlyIf = IsDevelopment.class)
    @Produce(ServiceStartBuildItem.class)
    void failedStart() {
        ConfigurationErrorPage.register();
    }

    /**
     * The menu entry; none where the page is not there either: in dev mode without the profile {@code dev}, and without
     * the web jar of its templates.
     */
    @BuildStep(onlyIf = IsDevelopment.class)
    @Nullable
    MenuPageBuildItem page() {
        Config config = ConfigProvider.getConfig();
        if (!ConfigUtils.isProfileActive("dev")
                || !QuarkusClassLoader.isResourcePresentAtRuntime(OptionalLibrary.LIT_HTML.content())) {
            return null;
        }
        return new MenuPageBuildItem(
                EXTENSION,
                Page.externalPageBuilder("Agencies")
                        .icon("font-awesome-solid:people-group")
                        .namespaceLabel("Agency Swarm")
                        .url(PageLinks.below(config, DevRoutes.PAGE))
                        .isHtmlContent());
    }
}
