using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Access;
using LlmRouting.TestKit;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Tests.Access;

public sealed class BodyReaderTests
{
    private readonly ManualTime time = new();
    private readonly BodyReader reader;

    public BodyReaderTests() => reader = new(time);

    [Fact]
    public async Task A_body_that_is_there_is_read_at_once()
    {
        using var ticket = Admit(new Admission());
        var read = await reader.ReadAsync(PipeReader.Create(new MemoryStream("{\"model\":1}"u8.ToArray())), 11, ticket, CancellationToken.None);
        Assert.Null(read.Refusal);
        Assert.Equal("{\"model\":1}"u8.ToArray(), read.Body!.Memory.ToArray());
    }

    [Fact]
    public void Any_chunks_arrive_whole()
    {
        var chunks = Gen.Choose(0, 70_000).ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(chunks.ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (sizes, declared) =>
        {
            var admission = new Admission();
            using var ticket = Admit(admission);
            var sent = new byte[sizes.Sum()];
            new Random(sizes.Count).NextBytes(sent);
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
            var read = reader.ReadAsync(pipe.Reader, declared ? sent.Length : null, ticket, CancellationToken.None).AsTask();
            Feed(pipe.Writer, sent, sizes);
            using var body = read.GetAwaiter().GetResult().Body;
            return body!.Memory.Span.SequenceEqual(sent) && admission.InFlightBytes >= sent.Length;
        }));
    }

    [Fact]
    public async Task A_chunked_body_above_the_limit_is_413_and_gives_its_bytes_back()
    {
        var admission = new Admission(maxBodyBytes: 100_000);
        using (var ticket = Admit(admission))
        {
            var read = await reader.ReadAsync(PipeReader.Create(new MemoryStream(new byte[100_001])), null, ticket, CancellationToken.None);
            Assert.Equal((413, "request_too_large"), (read.Refusal!.Status, read.Refusal.Code));
            Assert.Null(read.Body);
        }
        Assert.Equal(0, admission.InFlightBytes);
    }

    [Fact]
    public async Task Exactly_the_limit_is_read()
    {
        using var ticket = Admit(new Admission(maxBodyBytes: 100_000));
        var read = await reader.ReadAsync(PipeReader.Create(new MemoryStream(new byte[100_000])), 100_000, ticket, CancellationToken.None);
        Assert.Equal(100_000, read.Body!.Memory.Length);
    }

    [Fact]
    public async Task When_the_gateway_is_full_growing_is_503()
    {
        using var ticket = Admit(new Admission(maxInFlightBytes: 100_000));
        var read = await reader.ReadAsync(PipeReader.Create(new MemoryStream(new byte[200_000])), null, ticket, CancellationToken.None);
        Assert.Equal(503, read.Refusal!.Status);
    }

    [Fact]
    public async Task A_body_that_takes_longer_than_30_s_is_408_however_it_trickles()
    {
        using var ticket = Admit(new Admission());
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        var read = reader.ReadAsync(pipe.Reader, null, ticket, CancellationToken.None).AsTask();
        for (var second = 0; second < 29; second++)
        {
            await pipe.Writer.WriteAsync("x"u8.ToArray());
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(408, (await read).Refusal!.Status);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels()
    {
        using var ticket = Admit(new Admission());
        using var left = new CancellationTokenSource();
        var read = reader.ReadAsync(new Pipe().Reader, null, ticket, left.Token).AsTask();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Theory]
    [InlineData("gzip", 415)]
    [InlineData("identity, br", 415)]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_compressed_body_is_415(string encoding, int? status)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.ContentEncoding = encoding;
        request.Body = new MemoryStream("{}"u8.ToArray());
        using var ticket = Admit(new Admission());
        Assert.Equal(status, (await reader.ReadAsync(request, ticket, CancellationToken.None)).Refusal?.Status);
    }

    [Fact]
    public async Task A_body_is_gone_once_disposed()
    {
        using var ticket = Admit(new Admission());
        var body = (await reader.ReadAsync(PipeReader.Create(Stream.Null), 0, ticket, CancellationToken.None)).Body!;
        Assert.Equal(0, body.Memory.Length);
        body.Dispose();
        body.Dispose();
        Assert.Throws<ObjectDisposedException>(() => body.Memory);
    }

    private static AdmissionTicket Admit(Admission admission)
    {
        Assert.Null(admission.TryAdmit(null, out var ticket));
        return ticket;
    }

    private static void Feed(PipeWriter writer, ReadOnlySpan<byte> sent, IEnumerable<int> sizes)
    {
        foreach (var size in sizes)
        {
            sent[..size].CopyTo(writer.GetSpan(size));
            writer.Advance(size);
            Assert.True(writer.FlushAsync().IsCompleted);
            sent = sent[size..];
        }
        writer.Complete();
    }
}
