using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LlmRouting.DataPlane.Metrics.Tracing;

/// <summary>The SDK, configured by OpenTelemetry's standard OTEL_* variables and by nothing else.</summary>
internal static class OtlpExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>Null when neither endpoint variable is set.</summary>
    public static TracerProvider? Build(IConfiguration configuration, string source)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]) && string.IsNullOrEmpty(configuration[TracesEndpoint])) return null;
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddSource(source)
            .AddOtlpExporter(options => ApplyTraceVariables(options, configuration))
            .Build();
    }

    // The default first, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over it.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("llm-routing-dataplane", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    // AddOtlpExporter reads the variables for all signals; those for traces alone are left to us (its README's table).
    private static void ApplyTraceVariables(OtlpExporterOptions options, IConfiguration configuration)
    {
        options.Protocol = configuration["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] switch
        {
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            _ => options.Protocol,
        };
        if (configuration["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] is { Length: > 0 } headers) options.Headers = headers;
        if (configuration[TracesEndpoint] is { Length: > 0 } endpoint) options.Endpoint = new Uri(endpoint);
    }
}
