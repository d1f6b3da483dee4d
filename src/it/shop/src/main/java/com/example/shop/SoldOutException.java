package com.example.shop;

/** The article is sold out. */
public class SoldOutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SoldOutException(String article) {
        super(article + " is sold out");
    }
}
