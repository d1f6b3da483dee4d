package io.agencyswarm.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Closes a connection as soon as it is there, before anything else hears of it. */
final class Rejection extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var _ = context.close();
    }
}
