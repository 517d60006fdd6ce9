using System.Buffers.Binary;
using System.Diagnostics;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Tracing;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class TracingTests
{
    private static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();

    [Fact]
    public void Without_a_listener_a_request_leaves_no_span_and_no_garbage()
    {
        using var tracing = new RouterTracing(Nothing);
        var outcome = Outcomes.Success();
        Assert.Null(Trace(tracing, outcome).Activity);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Trace(tracing, outcome);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_span_has_the_GenAI_conventions_attributes()
    {
        var span = Recorded(Outcomes.Success("genai"));
        Assert.Equal("llm_request", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("auto", span.GetTagItem("gen_ai.request.model"));
        Assert.Equal("glm-5", span.GetTagItem("gen_ai.response.model"));
        Assert.Equal("vllm", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(1200, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(300, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Null(span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Theory]
    [InlineData("delay=0ms", "weak")]
    [InlineData("status=503", "strong")]
    public async Task A_span_names_the_endpoint_that_answered(string fault, string tier)
    {
        using var recorder = new SpanRecorder();
        await using var drill = await Drill.StartAsync();
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        await drill.Router.StopAsync();
        var span = recorder.Only(answer["x-request-id"]!);
        Assert.Equal(tier, span.GetTagItem("llm_routing.tier"));
        Assert.Equal(tier + "-model", span.GetTagItem("gen_ai.response.model"));
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Equal(Drill.Port(tier == "weak" ? drill.Weak[0] : drill.Strong[0]), span.GetTagItem("server.port"));
    }

    [Fact]
    public async Task A_span_of_a_request_that_asked_nobody_names_no_endpoint()
    {
        using var recorder = new SpanRecorder();
        await using var drill = await Drill.StartAsync();
        var answer = (await drill.Router.AskAsync(Prompts.Chat(model: "nobody"))).IsError(404, "model_not_found", "model");
        await drill.Router.StopAsync();
        Assert.Null(recorder.Only(answer["x-request-id"]!).GetTagItem("server.address"));
    }

    [Theory]
    [InlineData("http://10.0.0.7:8000", "10.0.0.7", 8000)]
    [InlineData("https://api.example.com/openai", "api.example.com", 443)]
    [InlineData("http://[fd00::7]:8000", "fd00::7", 8000)]
    public void A_span_names_the_endpoint_that_was_asked_last(string baseUrl, string address, int port)
    {
        using var recorder = new SpanRecorder();
        using var tracing = new RouterTracing(Nothing);
        var span = tracing.Start("chat", "auto");
        RouterTracing.Asking("http://10.0.0.1:1");
        RouterTracing.Asking(baseUrl);
        tracing.Finish(span, Outcomes.Success(baseUrl));
        Assert.Equal(address, recorder.Only(baseUrl).GetTagItem("server.address"));
        Assert.Equal(port, recorder.Only(baseUrl).GetTagItem("server.port"));
    }

    [Fact]
    public void The_hosts_own_activity_gets_nothing_of_ours()
    {
        using var host = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").Start();
        RouterTracing.Asking("http://10.0.0.1:1");
        Assert.Empty(host.TagObjects);
    }

    [Fact]
    public void A_span_has_the_tags_and_metadata_of_S4_8()
    {
        var span = Recorded(Outcomes.Success("s48"));
        Assert.Equal(["tier:strong", "keyword_match:true", "turn_count:3"], Assert.IsType<string[]>(span.GetTagItem("langfuse.trace.tags")));
        Assert.Equal("llm_request", span.GetTagItem("langfuse.trace.name"));
        Assert.Equal("v7", span.GetTagItem("langfuse.trace.metadata.classifier_version"));
        Assert.Equal(412, span.GetTagItem("langfuse.trace.metadata.content_length"));
        Assert.Equal(["refactor", "리팩터"], Assert.IsType<string[]>(span.GetTagItem("langfuse.trace.metadata.strong_keywords_found")));
        Assert.Equal("{\"total\":0.000123}", span.GetTagItem("langfuse.observation.cost_details"));
    }

    [Fact]
    public void A_refused_request_ends_in_an_error_named_by_its_code()
    {
        var span = Recorded(Outcomes.Refused(404, "model_not_found"));
        Assert.Equal("model_not_found", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("keyword_match:false", Assert.IsType<string[]>(span.GetTagItem("langfuse.trace.tags"))[1]);
    }

    [Fact]
    public void The_client_is_the_parent_not_the_hosts_unexported_activity()
    {
        using var recorder = new SpanRecorder();
        using var tracing = new RouterTracing(Nothing);
        using var host = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").Start();
        var span = tracing.Start("chat", "auto", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Assert.Same(span.Activity, Activity.Current);
        tracing.Finish(span, Outcomes.Success("parent"));
        Assert.Same(host, Activity.Current);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", recorder.Only("parent").TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", recorder.Only("parent").ParentSpanId.ToHexString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    public void Without_a_usable_traceparent_the_span_is_a_root(string? traceParent)
    {
        using var recorder = new SpanRecorder();
        using var tracing = new RouterTracing(Nothing);
        using var host = new Activity("host").Start();
        tracing.Finish(tracing.Start("chat", "auto", traceParent), Outcomes.Success("root"));
        Assert.Equal(default, recorder.Only("root").ParentSpanId);
    }

    [Fact]
    public void A_client_cannot_grow_a_span_with_a_long_model_name()
    {
        var span = Recorded(Outcomes.Success("long"), new string('m', 100_000));
        Assert.Equal(256, Assert.IsType<string>(span.GetTagItem("gen_ai.request.model")).Length);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "/v1/traces")]
    public async Task A_span_arrives_at_an_OTLP_receiver(string endpoint, string protocol, string path)
    {
        var arrived = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackServer.Start(app => app.MapPost("/v1/traces", context => Receive(context, arrived)));
        var url = server.Address.ToString().TrimEnd('/') + path;
        var variables = new Dictionary<string, string?> { [endpoint] = url, [protocol] = "http/protobuf" };
        using (var tracing = new RouterTracing(new ConfigurationBuilder().AddInMemoryCollection(variables).Build()))
            Trace(tracing, Outcomes.Success("otlp"));

        AssertTold(await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", null)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")]
    public async Task Without_a_protocol_a_span_goes_by_gRPC(string endpoint, string? protocol)
    {
        var arrived = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackServer.Start(
            app => app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => ReceiveCall(context, arrived)), HttpProtocols.Http2);
        var variables = new Dictionary<string, string?> { [endpoint] = server.Address.ToString() };
        if (protocol is not null) variables[protocol] = "grpc";
        using (var tracing = new RouterTracing(new ConfigurationBuilder().AddInMemoryCollection(variables).Build()))
            Trace(tracing, Outcomes.Success("otlp-grpc"));

        var message = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(message.Length - 5, (int)BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(1)));
        AssertTold(message);
    }

    private static void AssertTold(byte[] body)
    {
        foreach (var text in new[] { "llm_request", "llm-routing-dataplane", "gen_ai.usage.input_tokens", "tier:strong", "turn_count:3", "리팩터" })
            Assert.True(body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0, text);
    }

    private static async Task Receive(HttpContext context, TaskCompletionSource<byte[]> arrived)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        arrived.TrySetResult(body.ToArray());
    }

    /// <summary>A unary call: one message behind its flag and length, answered by an empty one and the status OK.</summary>
    private static async Task ReceiveCall(HttpContext context, TaskCompletionSource<byte[]> arrived)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.Equal("application/grpc", context.Request.ContentType);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
        arrived.TrySetResult(body.ToArray());
    }

    private static Activity Recorded(in RequestOutcome outcome, string model = "auto")
    {
        using var recorder = new SpanRecorder();
        using var tracing = new RouterTracing(Nothing);
        Trace(tracing, outcome, model);
        return recorder.Only(outcome.RequestId);
    }

    private static RequestSpan Trace(RouterTracing tracing, in RequestOutcome outcome, string model = "auto")
    {
        var span = tracing.Start("chat", model);
        RouterTracing.Asking("http://10.0.0.7:8000");
        tracing.Finish(span, outcome);
        return span;
    }
}
