using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>What a checkout is answered, as text: stored with it, it can be repeated to the byte.</summary>
internal sealed record Answer(int Status, string Body, string? Location = null, int? RetryAfter = null) : IResult, IEndpointMetadataProvider
{
    /// <summary>What was answered before, if anything was.</summary>
    public static Answer? Remembered(Saga saga) => saga is { AnswerStatus: { } status, AnswerBody: { } body }
        ? new(status, body, status < 300 ? LocationOf(saga) : null)
        : null;

    public static Answer For(Saga saga) => saga.State switch
    {
        SagaState.Completed or SagaState.Refunded => Order(saga, StatusCodes.Status201Created, saga.State.ToString()),
        SagaState.Declined or SagaState.Rejected => new(saga.ProblemStatus!.Value, saga.ProblemBody!, RetryAfter: saga.ProblemStatus == 503 ? 1 : null),
        SagaState.ReadingCart or SagaState.Paying or SagaState.AwaitingPayment => Order(saga, StatusCodes.Status202Accepted, "Pending"),
        SagaState.Refunding or SagaState.RestoringCart => Order(saga, StatusCodes.Status202Accepted, "Refunding"),
        _ => Order(saga, StatusCodes.Status202Accepted, "Paid"),
    };

    public static Answer Of(Reply problem) => new(problem.Status, problem.Body);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        response.Headers.Location = Location;
        response.Headers.RetryAfter = RetryAfter?.ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync(Body, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(CheckoutResponse), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(CheckoutResponse), ["application/json"]));
        foreach (var status in (int[])[402, 409, 422, 502, 503])
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }
    }

    private static Answer Order(Saga saga, int status, string orderStatus) => new(
        status, JsonSerializer.Serialize(new CheckoutResponse(saga.OrderId, orderStatus), JsonSerializerOptions.Web), LocationOf(saga));

    private static string LocationOf(Saga saga) => $"/v1/orders/{saga.OrderId}";
}
