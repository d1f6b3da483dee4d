package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.Page;

/** The viewport sizes for pages. */
public enum Viewport {
    DESKTOP(1280, 800),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Viewport(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Resizes the page; the initial size is {@link #DESKTOP}. */
    public void applyTo(Page page) {
        page.setViewportSize(width, height);
    }
}
